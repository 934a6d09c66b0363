"""Logging a development: one sheet, put together of the parts that its kind asks for."""
