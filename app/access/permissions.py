"""What can be done, as `scope:resource:action`. Kept in alphabetical order; a test holds it."""

from enum import StrEnum


class Permission(StrEnum):
    ACCOUNT_MANAGE = "account:own:manage"
    COHORT_ATTENDANCE_RECORD = "cohort:attendance:record"
    COHORT_READ = "cohort:cohort:read"
    COHORT_ENROLMENT_MANAGE = "cohort:enrolment:manage"
    COHORT_EVENTS_MANAGE = "cohort:events:manage"
    COHORT_ROW_READ = "cohort:row:read"
    COHORT_RULE = "cohort:ruling:make"
    FRAMEWORK_READ = "framework:version:read"
    OPERATOR_SCHOOLS = "operator:schools:manage"
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
