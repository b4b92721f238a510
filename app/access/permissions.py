"""What can be done, as `scope:resource:action`. Kept in alphabetical order; a test holds it."""

from enum import StrEnum


class Permission(StrEnum):
    ACCOUNT_MANAGE = "account:own:manage"
    FRAMEWORK_READ = "framework:version:read"
    OPERATOR_SCHOOLS = "operator:schools:manage"
    PEER_AGENDA_CONFIRM = "peer-review:agenda:confirm"
    PEER_GROUP_MANAGE = "peer-review:group:manage"
    PEER_GROUP_READ = "peer-review:group:read"
    PEER_HOST_WRITE = "peer-review:host:write"
    PEER_REPORT_READ = "peer-review:report:read"
    PEER_REPORT_SIGN = "peer-review:report:sign"
    PEER_READ = "peer-review:review:read"
    PEER_REVIEWER_WRITE = "peer-review:reviewer:write"
    PEER_SHARING_MANAGE = "peer-review:sharing:manage"
    CONTRIBUTIONS_MANAGE = "review:contributions:manage"
    PAPER_READ = "review:governors-paper:read"
    REVIEW_READ = "review:review:read"
    REVIEW_WRITE = "review:review:write"
    REVIEW_AGREE = "review:version:agree"
    REVIEW_VERSION_READ = "review:version:read"
    SAMPLE_READ = "sample:review:read"
    SCHOOL_PEOPLE_MANAGE = "school:people:manage"
    SCHOOL_REVIEWS_MANAGE = "school:reviews:manage"
    SCHOOL_READ = "school:school:read"
