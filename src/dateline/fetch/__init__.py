"""The only part that opens a connection: pages and feeds, fetched politely and with checked addresses."""
