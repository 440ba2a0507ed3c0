"""A cap on each tenant. In: tenants, the cap, the request. Out: the most of all tenants, and how many are carried."""

from generator.units import (
    PagesPerMinute,
    PagesPerMinutePerTenant,
    RequestsPerMinute,
    RequestsPerMinutePerTenant,
    Tenants,
    TokensPerMinute,
    TokensPerMinutePerTenant,
    WorkPerMinute,
    WorkPerMinutePerTenant,
)


def most_pages_per_minute(tenants: Tenants, pages_per_minute_per_tenant: PagesPerMinutePerTenant) -> PagesPerMinute:
    """Pages a minute of all tenants at their cap: what they may do at most."""
    return tenants * pages_per_minute_per_tenant


def tenants_in_pages(
    headline_pages_per_minute: PagesPerMinute, pages_per_minute_per_tenant: PagesPerMinutePerTenant
) -> Tenants:
    """Tenants at their cap of pages at once that the headline case carries."""
    return headline_pages_per_minute / pages_per_minute_per_tenant


def most_requests_per_minute(
    tenants: Tenants, requests_per_minute_per_tenant: RequestsPerMinutePerTenant
) -> RequestsPerMinute:
    """Requests a minute of all tenants at their cap: what they may send at most."""
    return tenants * requests_per_minute_per_tenant


def tenants_in_requests(
    requests_per_minute: RequestsPerMinute, requests_per_minute_per_tenant: RequestsPerMinutePerTenant
) -> Tenants:
    """Tenants at their cap of requests at once that the request carries."""
    return requests_per_minute / requests_per_minute_per_tenant


def most_tokens_per_minute(tenants: Tenants, tokens_per_minute_per_tenant: TokensPerMinutePerTenant) -> TokensPerMinute:
    """Tokens a minute of all tenants at their cap: what they may use at most."""
    return tenants * tokens_per_minute_per_tenant


def tenants_in_tokens(
    tokens_per_minute: TokensPerMinute, tokens_per_minute_per_tenant: TokensPerMinutePerTenant
) -> Tenants:
    """Tenants at their cap of tokens at once that the request carries."""
    return tokens_per_minute / tokens_per_minute_per_tenant


def most_work_per_minute(tenants: Tenants, work_per_minute_per_tenant: WorkPerMinutePerTenant) -> WorkPerMinute:
    """Work a minute of all tenants at their cap: what they may send at most."""
    return tenants * work_per_minute_per_tenant


def tenants_in_work(work_per_minute: WorkPerMinute, work_per_minute_per_tenant: WorkPerMinutePerTenant) -> Tenants:
    """Tenants at their cap of work at once that the request carries."""
    return work_per_minute / work_per_minute_per_tenant
