"""Every mutation of the schema, a line each."""

from __future__ import annotations

import graphene

from storefront.mutations.claims import ClaimPromotions, ConfirmClaim, RefundClaim, ReleaseClaim
from storefront.mutations.consents import GiveConsent, WithdrawConsent
from storefront.mutations.coupons import AddCoupon, ClaimCoupon
from storefront.mutations.judging import Report, VoteHelpful
from storefront.mutations.posts import CreatePost, DeletePost, UpdatePost
from storefront.mutations.privacy import EraseMe, ExportMyData
from storefront.mutations.profile import UpdateProfile
from storefront.mutations.questions import AnswerQuestion, AskQuestion
from storefront.mutations.reactions import (
    AddFavourite,
    LikePost,
    LikeReply,
    RemoveFavourite,
    UnlikePost,
    UnlikeReply,
)
from storefront.mutations.replies import CreateReply, DeleteReply
from storefront.mutations.reviews import AddFollowUp, CreateReview, DeleteReview, UpdateReview
from storefront.mutations.track import Track


class Mutation(graphene.ObjectType):
    """Everything a member can do, and what the shop's backend tells.

    POST only, each field in a transaction of its own, one after the other.
    """

    give_consent = GiveConsent.field()
    withdraw_consent = WithdrawConsent.field()
    update_profile = UpdateProfile.field()
    export_my_data = ExportMyData.field()
    erase_me = EraseMe.field()
    create_post = CreatePost.field()
    update_post = UpdatePost.field()
    delete_post = DeletePost.field()
    create_reply = CreateReply.field()
    delete_reply = DeleteReply.field()
    like_post = LikePost.field()
    unlike_post = UnlikePost.field()
    like_reply = LikeReply.field()
    unlike_reply = UnlikeReply.field()
    add_favourite = AddFavourite.field()
    remove_favourite = RemoveFavourite.field()
    create_review = CreateReview.field()
    update_review = UpdateReview.field()
    delete_review = DeleteReview.field()
    add_follow_up = AddFollowUp.field()
    ask_question = AskQuestion.field()
    answer_question = AnswerQuestion.field()
    vote_helpful = VoteHelpful.field()
    report = Report.field()
    claim_promotions = ClaimPromotions.field()
    confirm_claim = ConfirmClaim.field()
    release_claim = ReleaseClaim.field()
    refund_claim = RefundClaim.field()
    claim_coupon = ClaimCoupon.field()
    add_coupon = AddCoupon.field()
    track = Track.field()
