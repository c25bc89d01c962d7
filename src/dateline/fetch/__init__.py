"""Addresses -> bytes, politely and guarded: the only place in Dateline that opens a socket.

`get.fetch_url` fetches one address under a `Policy`; `visits.Visitor` adds robots.txt and a pause between requests to one host;
`feeds.poll_feed` asks a feed for what is new; `watch.watch_feeds` does so again and again. The steps under `fetch_url` are the
files: `targets` reads the address, `names` finds and checks where it leads, `dial` connects there and nowhere else, `exchange` asks.
"""
