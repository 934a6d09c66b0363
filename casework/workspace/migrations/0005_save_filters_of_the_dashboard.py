from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0006_create_erasures'),
        ('workspace', '0004_find_versions_by_what_they_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='savedfilter',
            name='savedfilter_page_valid',
        ),
        migrations.AlterField(
            model_name='historicalsavedfilter',
            name='is_shared',
            field=models.BooleanField(default=False, help_text='Everyone who may open the page then sees its name and what it asks for.', verbose_name='shared'),
        ),
        migrations.AlterField(
            model_name='historicalsavedfilter',
            name='page',
            field=models.CharField(choices=[('case_list', 'cases'), ('person_list', 'persons'), ('organisation_list', 'organisations'), ('source_list', 'sources'), ('proceeding_list', 'proceedings'), ('advocacy_list', 'advocacy'), ('task_list', 'tasks'), ('dashboard', 'dashboard')], max_length=20, verbose_name='page'),
        ),
        migrations.AlterField(
            model_name='historicalsavedfilter',
            name='query',
            field=models.TextField(blank=True, help_text='What follows the question mark in the address of the page.', verbose_name='filter'),
        ),
        migrations.AlterField(
            model_name='savedfilter',
            name='is_shared',
            field=models.BooleanField(default=False, help_text='Everyone who may open the page then sees its name and what it asks for.', verbose_name='shared'),
        ),
        migrations.AlterField(
            model_name='savedfilter',
            name='page',
            field=models.CharField(choices=[('case_list', 'cases'), ('person_list', 'persons'), ('organisation_list', 'organisations'), ('source_list', 'sources'), ('proceeding_list', 'proceedings'), ('advocacy_list', 'advocacy'), ('task_list', 'tasks'), ('dashboard', 'dashboard')], max_length=20, verbose_name='page'),
        ),
        migrations.AlterField(
            model_name='savedfilter',
            name='query',
            field=models.TextField(blank=True, help_text='What follows the question mark in the address of the page.', verbose_name='filter'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.CheckConstraint(condition=models.Q(('page__in', ['case_list', 'person_list', 'organisation_list', 'source_list', 'proceeding_list', 'advocacy_list', 'task_list', 'dashboard'])), name='savedfilter_page_valid', violation_error_message='Choose one of the listed values for “page”.'),
        ),
        migrations.AlterConstraint(
            model_name='savedfilter',
            name='savedfilter_name_once',
            constraint=models.UniqueConstraint(fields=('owner', 'page', 'name'), name='savedfilter_name_once', violation_error_message='You already have a filter of this name for this page.'),
        ),
    ]
