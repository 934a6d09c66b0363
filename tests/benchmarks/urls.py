"""The addresses of the application, and those of the stock admin."""

from django.urls import path

from config.urls import urlpatterns as application
from tests.benchmarks.stock.admin import site

urlpatterns = [path("stock/", site.urls), *application]
