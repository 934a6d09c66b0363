"""Charges, decisions, sentences, custody and restrictions: the legal ledgers of a case."""
