"""GraphiQL under /graphql/explorer/: everything it loads comes from this server."""
