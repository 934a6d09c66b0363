import casework.audit.schema
import casework.sources.storage
import django.db.models.deletion
import simple_history.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_initial'),
        ('persons', '0001_initial'),
        ('reference', '0001_initial'),
    ]

    operations = [
        casework.audit.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Source',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(help_text='As published. For a conversation or a letter: with whom, about what.', max_length=500, verbose_name='title')),
                        ('author', models.CharField(blank=True, max_length=250, verbose_name='author')),
                        ('url', models.URLField(blank=True, max_length=2000, verbose_name='address on the web')),
                        ('archive_url', models.URLField(blank=True, help_text='Pages disappear: give the address of a copy in a web archive.', max_length=2000, verbose_name='archived copy')),
                        ('published_edtf', models.CharField(blank=True, default='', editable=False, max_length=64)),
                        ('published_earliest', models.DateField(blank=True, editable=False, null=True)),
                        ('published_latest', models.DateField(blank=True, editable=False, null=True)),
                        ('published_words', models.TextField(blank=True, default='', editable=False)),
                        ('published_basis', models.CharField(choices=[('stated', 'stated by the source'), ('inferred', 'inferred from what the source says'), ('computed', 'computed from another date')], default='stated', editable=False, max_length=16)),
                        ('retrieved_on', models.DateField(blank=True, help_text='The day on which one of us last read it.', null=True, verbose_name='retrieved on')),
                        ('language', models.CharField(blank=True, choices=[('af', 'Afrikaans'), ('sq', 'Albanian'), ('am', 'Amharic'), ('ar', 'Arabic'), ('hy', 'Armenian'), ('az', 'Azerbaijani'), ('bal', 'Balochi'), ('be', 'Belarusian'), ('bn', 'Bengali'), ('bs', 'Bosnian'), ('bg', 'Bulgarian'), ('my', 'Burmese'), ('ca', 'Catalan'), ('ce', 'Chechen'), ('zh', 'Chinese'), ('crh', 'Crimean Tatar'), ('hr', 'Croatian'), ('cs', 'Czech'), ('da', 'Danish'), ('prs', 'Dari'), ('nl', 'Dutch'), ('en', 'English'), ('et', 'Estonian'), ('fil', 'Filipino'), ('fi', 'Finnish'), ('fr', 'French'), ('ka', 'Georgian'), ('de', 'German'), ('el', 'Greek'), ('ht', 'Haitian Creole'), ('ha', 'Hausa'), ('he', 'Hebrew'), ('hi', 'Hindi'), ('hu', 'Hungarian'), ('id', 'Indonesian'), ('it', 'Italian'), ('ja', 'Japanese'), ('kk', 'Kazakh'), ('km', 'Khmer'), ('rw', 'Kinyarwanda'), ('rn', 'Kirundi'), ('ko', 'Korean'), ('ku', 'Kurdish'), ('ky', 'Kyrgyz'), ('lo', 'Lao'), ('lv', 'Latvian'), ('lt', 'Lithuanian'), ('mk', 'Macedonian'), ('ms', 'Malay'), ('mn', 'Mongolian'), ('ne', 'Nepali'), ('no', 'Norwegian'), ('om', 'Oromo'), ('ps', 'Pashto'), ('fa', 'Persian'), ('pl', 'Polish'), ('pt', 'Portuguese'), ('pa', 'Punjabi'), ('rhg', 'Rohingya'), ('ro', 'Romanian'), ('ru', 'Russian'), ('sr', 'Serbian'), ('sd', 'Sindhi'), ('si', 'Sinhala'), ('sk', 'Slovak'), ('sl', 'Slovene'), ('so', 'Somali'), ('es', 'Spanish'), ('sw', 'Swahili'), ('sv', 'Swedish'), ('tg', 'Tajik'), ('ta', 'Tamil'), ('tt', 'Tatar'), ('th', 'Thai'), ('bo', 'Tibetan'), ('ti', 'Tigrinya'), ('tr', 'Turkish'), ('tk', 'Turkmen'), ('uk', 'Ukrainian'), ('ur', 'Urdu'), ('ug', 'Uyghur'), ('uz', 'Uzbek'), ('vi', 'Vietnamese'), ('mis', 'other')], max_length=5, verbose_name='language')),
                        ('reliability', models.CharField(choices=[('highly_reliable', 'highly reliable'), ('reliable', 'reliable'), ('unreliable', 'unreliable'), ('highly_unreliable', 'highly unreliable'), ('unknown', 'unknown')], default='unknown', help_text='Of the source as a whole. A single statement in it can be judged apart, where it is cited.', max_length=20, verbose_name='reliability')),
                        ('confidentiality', models.CharField(choices=[('open', 'open to all staff'), ('restricted', 'restricted to its team')], default='open', help_text='A restricted source is known only to who recorded it, to the teams of the cases that cite it, to directors and to auditors.', max_length=20, verbose_name='confidentiality')),
                        ('notes', models.TextField(blank=True, verbose_name='notes')),
                        ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
                        ('kind', models.ForeignKey(limit_choices_to={'vocabulary': 'source_kind'}, on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='reference.term', verbose_name='kind')),
                        ('publisher', models.ForeignKey(blank=True, help_text='The organisation that issued it: newspaper, court, human rights organisation.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='published_sources', to='persons.organisation', verbose_name='publisher')),
                    ],
                    options={
                        'verbose_name': 'source',
                        'verbose_name_plural': 'sources',
                        'ordering': ['-published_earliest', 'title', '-pk'],
                        'indexes': [models.Index(fields=['published_earliest'], name='source_published')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('language__in', ['af', 'sq', 'am', 'ar', 'hy', 'az', 'bal', 'be', 'bn', 'bs', 'bg', 'my', 'ca', 'ce', 'zh', 'crh', 'hr', 'cs', 'da', 'prs', 'nl', 'en', 'et', 'fil', 'fi', 'fr', 'ka', 'de', 'el', 'ht', 'ha', 'he', 'hi', 'hu', 'id', 'it', 'ja', 'kk', 'km', 'rw', 'rn', 'ko', 'ku', 'ky', 'lo', 'lv', 'lt', 'mk', 'ms', 'mn', 'ne', 'no', 'om', 'ps', 'fa', 'pl', 'pt', 'pa', 'rhg', 'ro', 'ru', 'sr', 'sd', 'si', 'sk', 'sl', 'so', 'es', 'sw', 'sv', 'tg', 'ta', 'tt', 'th', 'bo', 'ti', 'tr', 'tk', 'uk', 'ur', 'ug', 'uz', 'vi', 'mis', ''])), name='source_language_valid', violation_error_message='Choose one of the listed values for “language”.'), models.CheckConstraint(condition=models.Q(('reliability__in', ['highly_reliable', 'reliable', 'unreliable', 'highly_unreliable', 'unknown'])), name='source_reliability_valid', violation_error_message='Choose one of the listed values for “reliability”.'), models.CheckConstraint(condition=models.Q(('confidentiality__in', ['open', 'restricted'])), name='source_confidentiality_valid', violation_error_message='Choose one of the listed values for “confidentiality”.'), models.CheckConstraint(condition=models.Q(('published_earliest__isnull', True), ('published_latest__isnull', True), ('published_latest__gte', models.F('published_earliest')), _connector='OR'), name='source_published_bounds_in_order', violation_error_message='The latest possible day of “published” is before its earliest possible day.'), models.CheckConstraint(condition=models.Q(models.Q(('published_edtf', ''), ('published_earliest__isnull', True), ('published_latest__isnull', True)), models.Q(('published_edtf__gt', ''), models.Q(('published_earliest__isnull', True), ('published_latest__isnull', True), _negated=True)), _connector='OR'), name='source_published_known_with_bounds', violation_error_message='“published” needs an earliest or a latest possible day exactly when its date is known.'), models.CheckConstraint(condition=models.Q(('published_basis__in', ['stated', 'inferred', 'computed'])), name='source_published_basis_valid', violation_error_message='Choose one of the listed values for “published basis”.'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='source_has_a_title', violation_error_message='A source needs a title, if only a description.')],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalSourceFile',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                        ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                        ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                        ('file', models.TextField(max_length=200, verbose_name='file')),
                        ('original_name', models.CharField(editable=False, max_length=200, verbose_name='name when taken in')),
                        ('media_type', models.CharField(editable=False, max_length=100, verbose_name='media type')),
                        ('size', models.PositiveBigIntegerField(editable=False, verbose_name='size in bytes')),
                        ('sha256', models.CharField(editable=False, help_text='The fingerprint of the file: whoever has a copy can show that it is the same.', max_length=64, verbose_name='SHA-256 when taken in')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField()),
                        ('history_change_reason', models.TextField(null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
                        ('source', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='sources.source', verbose_name='source')),
                    ],
                    options={
                        'verbose_name': 'historical file of a source',
                        'verbose_name_plural': 'historical files of sources',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [models.Index(fields=['id', 'valid_to'], name='sources_his_id_c7eba9_idx')],
                        'constraints': [models.UniqueConstraint(fields=('head',), name='sources_sourcefile_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='SourceFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file', models.FileField(max_length=200, storage=casework.sources.storage.PrivateStorage, upload_to=casework.sources.storage.new_file_name, verbose_name='file')),
                        ('original_name', models.CharField(editable=False, max_length=200, verbose_name='name when taken in')),
                        ('media_type', models.CharField(editable=False, max_length=100, verbose_name='media type')),
                        ('size', models.PositiveBigIntegerField(editable=False, verbose_name='size in bytes')),
                        ('sha256', models.CharField(editable=False, help_text='The fingerprint of the file: whoever has a copy can show that it is the same.', max_length=64, verbose_name='SHA-256 when taken in')),
                        ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='sources.source', verbose_name='source')),
                    ],
                    options={
                        'verbose_name': 'file of a source',
                        'verbose_name_plural': 'files of sources',
                        'ordering': ['source', 'original_name', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='sourcefile_has_content', violation_error_message='An empty file shows nothing.'), models.UniqueConstraint(fields=('source', 'sha256'), name='sourcefile_once_per_source', violation_error_message='This source already has this file.')],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalSource',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                        ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                        ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                        ('title', models.CharField(help_text='As published. For a conversation or a letter: with whom, about what.', max_length=500, verbose_name='title')),
                        ('author', models.CharField(blank=True, max_length=250, verbose_name='author')),
                        ('url', models.URLField(blank=True, max_length=2000, verbose_name='address on the web')),
                        ('archive_url', models.URLField(blank=True, help_text='Pages disappear: give the address of a copy in a web archive.', max_length=2000, verbose_name='archived copy')),
                        ('published_edtf', models.CharField(blank=True, default='', editable=False, max_length=64)),
                        ('published_earliest', models.DateField(blank=True, editable=False, null=True)),
                        ('published_latest', models.DateField(blank=True, editable=False, null=True)),
                        ('published_words', models.TextField(blank=True, default='', editable=False)),
                        ('published_basis', models.CharField(choices=[('stated', 'stated by the source'), ('inferred', 'inferred from what the source says'), ('computed', 'computed from another date')], default='stated', editable=False, max_length=16)),
                        ('retrieved_on', models.DateField(blank=True, help_text='The day on which one of us last read it.', null=True, verbose_name='retrieved on')),
                        ('language', models.CharField(blank=True, choices=[('af', 'Afrikaans'), ('sq', 'Albanian'), ('am', 'Amharic'), ('ar', 'Arabic'), ('hy', 'Armenian'), ('az', 'Azerbaijani'), ('bal', 'Balochi'), ('be', 'Belarusian'), ('bn', 'Bengali'), ('bs', 'Bosnian'), ('bg', 'Bulgarian'), ('my', 'Burmese'), ('ca', 'Catalan'), ('ce', 'Chechen'), ('zh', 'Chinese'), ('crh', 'Crimean Tatar'), ('hr', 'Croatian'), ('cs', 'Czech'), ('da', 'Danish'), ('prs', 'Dari'), ('nl', 'Dutch'), ('en', 'English'), ('et', 'Estonian'), ('fil', 'Filipino'), ('fi', 'Finnish'), ('fr', 'French'), ('ka', 'Georgian'), ('de', 'German'), ('el', 'Greek'), ('ht', 'Haitian Creole'), ('ha', 'Hausa'), ('he', 'Hebrew'), ('hi', 'Hindi'), ('hu', 'Hungarian'), ('id', 'Indonesian'), ('it', 'Italian'), ('ja', 'Japanese'), ('kk', 'Kazakh'), ('km', 'Khmer'), ('rw', 'Kinyarwanda'), ('rn', 'Kirundi'), ('ko', 'Korean'), ('ku', 'Kurdish'), ('ky', 'Kyrgyz'), ('lo', 'Lao'), ('lv', 'Latvian'), ('lt', 'Lithuanian'), ('mk', 'Macedonian'), ('ms', 'Malay'), ('mn', 'Mongolian'), ('ne', 'Nepali'), ('no', 'Norwegian'), ('om', 'Oromo'), ('ps', 'Pashto'), ('fa', 'Persian'), ('pl', 'Polish'), ('pt', 'Portuguese'), ('pa', 'Punjabi'), ('rhg', 'Rohingya'), ('ro', 'Romanian'), ('ru', 'Russian'), ('sr', 'Serbian'), ('sd', 'Sindhi'), ('si', 'Sinhala'), ('sk', 'Slovak'), ('sl', 'Slovene'), ('so', 'Somali'), ('es', 'Spanish'), ('sw', 'Swahili'), ('sv', 'Swedish'), ('tg', 'Tajik'), ('ta', 'Tamil'), ('tt', 'Tatar'), ('th', 'Thai'), ('bo', 'Tibetan'), ('ti', 'Tigrinya'), ('tr', 'Turkish'), ('tk', 'Turkmen'), ('uk', 'Ukrainian'), ('ur', 'Urdu'), ('ug', 'Uyghur'), ('uz', 'Uzbek'), ('vi', 'Vietnamese'), ('mis', 'other')], max_length=5, verbose_name='language')),
                        ('reliability', models.CharField(choices=[('highly_reliable', 'highly reliable'), ('reliable', 'reliable'), ('unreliable', 'unreliable'), ('highly_unreliable', 'highly unreliable'), ('unknown', 'unknown')], default='unknown', help_text='Of the source as a whole. A single statement in it can be judged apart, where it is cited.', max_length=20, verbose_name='reliability')),
                        ('confidentiality', models.CharField(choices=[('open', 'open to all staff'), ('restricted', 'restricted to its team')], default='open', help_text='A restricted source is known only to who recorded it, to the teams of the cases that cite it, to directors and to auditors.', max_length=20, verbose_name='confidentiality')),
                        ('notes', models.TextField(blank=True, verbose_name='notes')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField()),
                        ('history_change_reason', models.TextField(null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
                        ('kind', models.ForeignKey(blank=True, db_constraint=False, db_index=False, limit_choices_to={'vocabulary': 'source_kind'}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reference.term', verbose_name='kind')),
                        ('publisher', models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='The organisation that issued it: newspaper, court, human rights organisation.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='persons.organisation', verbose_name='publisher')),
                    ],
                    options={
                        'verbose_name': 'historical source',
                        'verbose_name_plural': 'historical sources',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [models.Index(fields=['id', 'valid_to'], name='sources_his_id_161092_idx')],
                        'constraints': [models.UniqueConstraint(fields=('head',), name='sources_source_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
