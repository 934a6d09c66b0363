"""Vocabularies, law and mechanisms: values chosen from, switched off but never deleted."""
