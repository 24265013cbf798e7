"""Markdown: clippings and drafts as people keep them, with what they say of an article above its text or without."""
