"""What every page shares: forms, filters, paging, errors, headers. No feature lives here."""
