from allauth.account.apps import AccountConfig as AllauthAccountConfig


class AccountConfig(AllauthAccountConfig):
    """allauth's accounts without its middleware, which reads the session of every page: our views give the request."""

    name = "allauth.account"

    def ready(self) -> None:
        from allauth.account import checks  # noqa: F401 - importing registers them
