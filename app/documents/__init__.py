"""Paper: page objects in, accessible PDFs out. Nothing here knows a database, a request or a table."""
