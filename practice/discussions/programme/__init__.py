"""Where a family is in the programme, and what was last heard: each specialist's latest in the parent's own words, for change and
against it, how important and how sure, and what changed in the children's life. Source: domain reference 4.4."""
