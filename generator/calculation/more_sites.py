"""One more site at peak. In: the sites at peak; the request before and after. Out: the sites; the request's rise."""

from generator.units import Move, Sites, TokensPerMinute, WorkPerMinute


def more_sites_at_peak(sites_at_peak: Sites, one_site: Sites) -> Sites:
    """Sites at their peak in the same minute, were one more at its peak."""
    return sites_at_peak + one_site


def tokens_rise_by(tokens_per_minute: TokensPerMinute, more_tokens_per_minute: TokensPerMinute) -> Move:
    """How far the requested tokens a minute rise with one more site at its peak."""
    return (more_tokens_per_minute - tokens_per_minute) / tokens_per_minute


def work_rises_by(work_per_minute: WorkPerMinute, more_work_per_minute: WorkPerMinute) -> Move:
    """How far the requested work a minute rises with one more site at its peak."""
    return (more_work_per_minute - work_per_minute) / work_per_minute
