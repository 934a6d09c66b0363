"""What templates ask of the workspace."""
