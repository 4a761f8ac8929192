"""Landing pages: what marketers build for a campaign, with live product data."""
