"""Who a shopper is: identity and consent. Nothing about marketing."""
