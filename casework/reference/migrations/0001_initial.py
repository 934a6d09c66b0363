import casework.audit.schema
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django_countries.fields
import simple_history.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
        casework.audit.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name='LegalInstrument',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_active', models.BooleanField(default=True, help_text='Switch off to stop offering it. Records that already use it keep it.', verbose_name='in use')),
                        ('title', models.CharField(help_text='In full, in English.', max_length=250, verbose_name='title')),
                        ('short_name', models.CharField(help_text='As it is cited before an article: "ICCPR", "Kazakhstan Criminal Code (2014)".', max_length=60, verbose_name='short name')),
                        ('kind', models.CharField(choices=[('treaty', 'treaty'), ('declaration', 'declaration'), ('principles', 'body of principles or rules'), ('constitution', 'constitution'), ('code', 'code'), ('law', 'law'), ('decree', 'decree or regulation'), ('other', 'other')], max_length=20, verbose_name='kind')),
                        ('country', django_countries.fields.CountryField(blank=True, help_text='Whose law it is. Leave empty for an international instrument.', max_length=2, verbose_name='country')),
                        ('adopted_on', models.DateField(blank=True, help_text='The day of adoption or signature into law.', null=True, verbose_name='adopted on')),
                        ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
                    ],
                    options={
                        'verbose_name': 'legal instrument',
                        'verbose_name_plural': 'legal instruments',
                        'ordering': ['country', 'short_name', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['treaty', 'declaration', 'principles', 'constitution', 'code', 'law', 'decree', 'other'])), name='legalinstrument_kind_valid', violation_error_message='Choose one of the listed values for “kind”.'), models.CheckConstraint(condition=models.Q(('short_name', ''), _negated=True), name='legalinstrument_short_name_given', violation_error_message='An instrument needs the short name by which it is cited.'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['constitution', 'code', 'law', 'decree']), _negated=True), models.Q(('country', ''), _negated=True), _connector='OR'), name='legalinstrument_national_law_has_country', violation_error_message='A constitution, code, law or decree belongs to a country: choose it.'), models.UniqueConstraint(django.db.models.functions.text.Lower('short_name'), name='legalinstrument_short_name_unique', violation_error_message='Another instrument is already cited by this short name.')],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalLegalProvision',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                        ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                        ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                        ('is_active', models.BooleanField(default=True, help_text='Switch off to stop offering it. Records that already use it keep it.', verbose_name='in use')),
                        ('number', models.CharField(help_text='As lawyers cite it, without the word "article": 9(2), 14(3)(d), 378.', max_length=30, verbose_name='number')),
                        ('heading', models.CharField(help_text='What it grants, demands or forbids, in a few words.', max_length=250, verbose_name='heading')),
                        ('order', models.CharField(editable=False, max_length=60, verbose_name='order')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField()),
                        ('history_change_reason', models.TextField(null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
                        ('instrument', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reference.legalinstrument', verbose_name='instrument')),
                    ],
                    options={
                        'verbose_name': 'historical legal provision',
                        'verbose_name_plural': 'historical legal provisions',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [models.Index(fields=['id', 'valid_to'], name='reference_h_id_dc363d_idx')],
                        'constraints': [models.UniqueConstraint(fields=('head',), name='reference_legalprovision_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='LegalProvision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_active', models.BooleanField(default=True, help_text='Switch off to stop offering it. Records that already use it keep it.', verbose_name='in use')),
                        ('number', models.CharField(help_text='As lawyers cite it, without the word "article": 9(2), 14(3)(d), 378.', max_length=30, verbose_name='number')),
                        ('heading', models.CharField(help_text='What it grants, demands or forbids, in a few words.', max_length=250, verbose_name='heading')),
                        ('order', models.CharField(editable=False, max_length=60, verbose_name='order')),
                        ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
                        ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='provisions', to='reference.legalinstrument', verbose_name='instrument')),
                    ],
                    options={
                        'verbose_name': 'legal provision',
                        'verbose_name_plural': 'legal provisions',
                        'ordering': ['instrument__country', 'instrument__short_name', 'order', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('order', ''), _negated=True), name='legalprovision_order_given', violation_error_message='A provision needs a number with at least one figure or letter.'), models.CheckConstraint(condition=models.Q(('heading', ''), _negated=True), name='legalprovision_heading_given', violation_error_message='A provision needs a heading.'), models.UniqueConstraint(fields=('instrument', 'number'), name='legalprovision_number_unique_in_instrument', violation_error_message='This instrument already has a provision with this number.')],
                    },
                ),
                migrations.CreateModel(
                    name='Mechanism',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_active', models.BooleanField(default=True, help_text='Switch off to stop offering it. Records that already use it keep it.', verbose_name='in use')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('short_name', models.CharField(help_text='As it stands in lists.', max_length=60, verbose_name='short name')),
                        ('body', models.CharField(choices=[('special_procedures', 'United Nations special procedures'), ('treaty_body', 'United Nations treaty body'), ('un_other', 'other United Nations body'), ('regional', 'regional court or commission'), ('intergovernmental', 'other intergovernmental organisation'), ('national', 'national institution'), ('other', 'other')], max_length=20, verbose_name='body')),
                        ('reply_days', models.PositiveSmallIntegerField(blank=True, help_text='Days in which the addressee is expected to answer. Empty where no rule sets them.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='reply period in days')),
                        ('reply_months', models.PositiveSmallIntegerField(blank=True, help_text='For rules that count in calendar months. Fill in days or months, never both.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='reply period in months')),
                        ('reply_rule', models.CharField(blank=True, help_text='Where the period comes from, or why there is none.', max_length=300, verbose_name='rule on replies')),
                        ('how_to_submit', models.TextField(blank=True, help_text='Who may submit, what to include, and what to do first.', verbose_name='how to submit')),
                        ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
                    ],
                    options={
                        'verbose_name': 'mechanism',
                        'verbose_name_plural': 'mechanisms',
                        'ordering': ['body', 'name', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('body__in', ['special_procedures', 'treaty_body', 'un_other', 'regional', 'intergovernmental', 'national', 'other'])), name='mechanism_body_valid', violation_error_message='Choose one of the listed values for “body”.'), models.CheckConstraint(condition=models.Q(('short_name', ''), _negated=True), name='mechanism_short_name_given', violation_error_message='A mechanism needs a short name.'), models.CheckConstraint(condition=models.Q(('reply_days', None), ('reply_months', None), _connector='OR'), name='mechanism_reply_in_days_or_months', violation_error_message='A reply period counts in days or in months, not in both.'), models.CheckConstraint(condition=models.Q(models.Q(('reply_days', None), ('reply_days__gte', 1), _connector='OR'), models.Q(('reply_months', None), ('reply_months__gte', 1), _connector='OR')), name='mechanism_reply_period_positive', violation_error_message='A reply period is at least one day or one month.'), models.CheckConstraint(condition=models.Q(models.Q(('reply_days', None), ('reply_months', None)), models.Q(('reply_rule', ''), _negated=True), _connector='OR'), name='mechanism_reply_period_has_rule', violation_error_message='Name the rule that sets the reply period.'), models.UniqueConstraint(django.db.models.functions.text.Lower('short_name'), name='mechanism_short_name_unique', violation_error_message='Another mechanism already has this short name.')],
                    },
                ),
                migrations.CreateModel(
                    name='Term',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_active', models.BooleanField(default=True, help_text='Switch off to stop offering it. Records that already use it keep it.', verbose_name='in use')),
                        ('vocabulary', models.CharField(choices=[('occupation', 'occupations'), ('affiliation_role', 'roles in an organisation'), ('relationship', 'relationships between persons (MT21)'), ('source_kind', 'kinds of source (MT16)'), ('violation_type', 'types of violation (MT04)'), ('involvement', 'degrees of involvement (MT18)'), ('response', 'kinds of response (MT27)')], max_length=20, verbose_name='vocabulary')),
                        ('code', models.SlugField(db_index=False, help_text='The lasting name of the term in imports and exports: the label may change, the code never.', max_length=60, verbose_name='code')),
                        ('label', models.CharField(help_text='As staff read and choose it.', max_length=120, verbose_name='label')),
                        ('definition', models.TextField(blank=True, help_text='When to choose this term, and when another one.', verbose_name='definition')),
                        ('huridocs_code', models.CharField(blank=True, help_text='The number of the matching term in the HURIDOCS micro-thesaurus, for exchange with others. Empty where that list has no such term.', max_length=20, validators=[django.core.validators.RegexValidator('^\\d{12}$', 'A HURIDOCS code has twelve figures.')], verbose_name='HURIDOCS code')),
                        ('order', models.PositiveSmallIntegerField(default=0, help_text='Place in the list; equal numbers stand alphabetically.', verbose_name='order')),
                        ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
                    ],
                    options={
                        'verbose_name': 'term',
                        'verbose_name_plural': 'terms',
                        'ordering': ['vocabulary', 'order', 'label', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('vocabulary__in', ['occupation', 'affiliation_role', 'relationship', 'source_kind', 'violation_type', 'involvement', 'response'])), name='term_vocabulary_valid', violation_error_message='Choose one of the listed values for “vocabulary”.'), models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='term_code_given', violation_error_message='A term needs a code.'), models.CheckConstraint(condition=models.Q(('label', ''), _negated=True), name='term_label_given', violation_error_message='A term needs a label.'), models.UniqueConstraint(fields=('vocabulary', 'code'), name='term_code_unique_in_vocabulary', violation_error_message='This vocabulary already has a term with this code.'), models.UniqueConstraint(models.F('vocabulary'), django.db.models.functions.text.Lower('label'), name='term_label_unique_in_vocabulary', violation_error_message='This vocabulary already has a term with this label.')],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalLegalInstrument',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                        ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                        ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                        ('is_active', models.BooleanField(default=True, help_text='Switch off to stop offering it. Records that already use it keep it.', verbose_name='in use')),
                        ('title', models.CharField(help_text='In full, in English.', max_length=250, verbose_name='title')),
                        ('short_name', models.CharField(help_text='As it is cited before an article: "ICCPR", "Kazakhstan Criminal Code (2014)".', max_length=60, verbose_name='short name')),
                        ('kind', models.CharField(choices=[('treaty', 'treaty'), ('declaration', 'declaration'), ('principles', 'body of principles or rules'), ('constitution', 'constitution'), ('code', 'code'), ('law', 'law'), ('decree', 'decree or regulation'), ('other', 'other')], max_length=20, verbose_name='kind')),
                        ('country', django_countries.fields.CountryField(blank=True, help_text='Whose law it is. Leave empty for an international instrument.', max_length=2, verbose_name='country')),
                        ('adopted_on', models.DateField(blank=True, help_text='The day of adoption or signature into law.', null=True, verbose_name='adopted on')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField()),
                        ('history_change_reason', models.TextField(null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
                    ],
                    options={
                        'verbose_name': 'historical legal instrument',
                        'verbose_name_plural': 'historical legal instruments',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [models.Index(fields=['id', 'valid_to'], name='reference_h_id_26ff39_idx')],
                        'constraints': [models.UniqueConstraint(fields=('head',), name='reference_legalinstrument_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='HistoricalMechanism',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                        ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                        ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                        ('is_active', models.BooleanField(default=True, help_text='Switch off to stop offering it. Records that already use it keep it.', verbose_name='in use')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('short_name', models.CharField(help_text='As it stands in lists.', max_length=60, verbose_name='short name')),
                        ('body', models.CharField(choices=[('special_procedures', 'United Nations special procedures'), ('treaty_body', 'United Nations treaty body'), ('un_other', 'other United Nations body'), ('regional', 'regional court or commission'), ('intergovernmental', 'other intergovernmental organisation'), ('national', 'national institution'), ('other', 'other')], max_length=20, verbose_name='body')),
                        ('reply_days', models.PositiveSmallIntegerField(blank=True, help_text='Days in which the addressee is expected to answer. Empty where no rule sets them.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='reply period in days')),
                        ('reply_months', models.PositiveSmallIntegerField(blank=True, help_text='For rules that count in calendar months. Fill in days or months, never both.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='reply period in months')),
                        ('reply_rule', models.CharField(blank=True, help_text='Where the period comes from, or why there is none.', max_length=300, verbose_name='rule on replies')),
                        ('how_to_submit', models.TextField(blank=True, help_text='Who may submit, what to include, and what to do first.', verbose_name='how to submit')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField()),
                        ('history_change_reason', models.TextField(null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
                    ],
                    options={
                        'verbose_name': 'historical mechanism',
                        'verbose_name_plural': 'historical mechanisms',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [models.Index(fields=['id', 'valid_to'], name='reference_h_id_388e3f_idx')],
                        'constraints': [models.UniqueConstraint(fields=('head',), name='reference_mechanism_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='HistoricalTerm',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                        ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                        ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                        ('is_active', models.BooleanField(default=True, help_text='Switch off to stop offering it. Records that already use it keep it.', verbose_name='in use')),
                        ('vocabulary', models.CharField(choices=[('occupation', 'occupations'), ('affiliation_role', 'roles in an organisation'), ('relationship', 'relationships between persons (MT21)'), ('source_kind', 'kinds of source (MT16)'), ('violation_type', 'types of violation (MT04)'), ('involvement', 'degrees of involvement (MT18)'), ('response', 'kinds of response (MT27)')], max_length=20, verbose_name='vocabulary')),
                        ('code', models.SlugField(db_index=False, help_text='The lasting name of the term in imports and exports: the label may change, the code never.', max_length=60, verbose_name='code')),
                        ('label', models.CharField(help_text='As staff read and choose it.', max_length=120, verbose_name='label')),
                        ('definition', models.TextField(blank=True, help_text='When to choose this term, and when another one.', verbose_name='definition')),
                        ('huridocs_code', models.CharField(blank=True, help_text='The number of the matching term in the HURIDOCS micro-thesaurus, for exchange with others. Empty where that list has no such term.', max_length=20, validators=[django.core.validators.RegexValidator('^\\d{12}$', 'A HURIDOCS code has twelve figures.')], verbose_name='HURIDOCS code')),
                        ('order', models.PositiveSmallIntegerField(default=0, help_text='Place in the list; equal numbers stand alphabetically.', verbose_name='order')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField()),
                        ('history_change_reason', models.TextField(null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
                    ],
                    options={
                        'verbose_name': 'historical term',
                        'verbose_name_plural': 'historical terms',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [models.Index(fields=['id', 'valid_to'], name='reference_h_id_5c5c41_idx')],
                        'constraints': [models.UniqueConstraint(fields=('head',), name='reference_term_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
