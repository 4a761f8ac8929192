from tests.integration.admin.conftest import admin, admin_client

__all__ = ["admin", "admin_client"]
