"""The feed: every act, newest first, narrowed by whatever its reader asks."""
