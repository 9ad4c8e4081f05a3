"""The table of routes: every module gives a ``router``; pages and their JSON twins stand together in it."""

from bywhom.web.routes import (
    adding,
    coding,
    entities,
    evidence,
    exporting,
    judging,
    login,
    network,
    origins,
    overview,
    reading,
    reviewing,
    tables,
)

ROUTES = (
    login,
    overview,
    network,
    origins,
    evidence,
    tables,
    entities,
    judging,
    reading,
    reviewing,
    adding,
    exporting,
    coding,
)
