"""How the stock joins the benchmarks."""

from django.apps import AppConfig


class StockConfig(AppConfig):
    """The app as Django loads it."""

    name = "tests.benchmarks.stock"
    label = "stock"
    verbose_name = "Stock"
