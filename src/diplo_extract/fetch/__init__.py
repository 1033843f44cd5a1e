"""Addresses in, a WARC archive out, politely: the first room of the flow, and the only one that uses the network.

    seeds -> state (what waits) -> crawl (whose turn, robots.txt, pauses) -> door (one checked, bounded request)
          -> ledger (archive, state and counts in step; what the answer leads to)

Everything else reads the archive: an extraction can be repeated without the network, and gives the same bytes.
"""
