"""The reference storefront: pages made of nothing but what the GraphQL API answers."""
