"""The storefront's GraphQL API."""
