"""PDF documents: the lines of pages, put together to paragraphs again."""
