"""The table of routes: every module gives a ``router``; pages and their JSON twins stand together in it."""

from bywhom.web.routes import entities, evidence, login, tables

ROUTES = (login, evidence, tables, entities)
