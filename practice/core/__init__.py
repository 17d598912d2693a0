"""What every room stands on: the database session, ids and clocks, pages, forms, errors, headers, the audit trail.

It knows no room. A thing comes here only when two rooms need it and neither of them owns it.
"""
