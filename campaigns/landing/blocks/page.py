from typing import Any

from campaigns.landing.blocks.codes import GroupCodeBlock
from campaigns.landing.blocks.comparison import ComparisonBlock
from campaigns.landing.blocks.moments import CountdownBlock, LiveRoomBlock
from campaigns.landing.blocks.products import CampaignProductsBlock, ShelfBlock
from cms.content.page_blocks.page import MOST_BLOCKS, SharedBlocks

_ORDER = (
    *("shelf", "carousel", "countdown", "group_code", "live_room", "products", "comparison", "categories"),
    *("heading", "text", "picture", "text_and_picture", "video", "articles", "questions"),
)
"""How the picker shows the blocks, and their groups: what campaigns are made of comes first."""


class LandingBlocks(SharedBlocks):
    """The blocks of a landing page."""

    shelf = ShelfBlock()
    countdown = CountdownBlock()
    group_code = GroupCodeBlock()
    live_room = LiveRoomBlock()
    products = CampaignProductsBlock()
    comparison = ComparisonBlock()

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__(local_blocks, **kwargs)
        blocks: dict[str, Any] = self.child_blocks  # type: ignore[has-type]
        self.child_blocks = {name: blocks[name] for name in _ORDER}

    class Meta:
        max_num = MOST_BLOCKS
        required = False
