from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0007_action_completion'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='agendaitem',
            name='done_on',
        ),
        migrations.AlterField(
            model_name='agendaitem',
            name='due',
            field=models.DateField(blank=True, help_text='Asia on avoin, kunnes se merkitään tehdyksi: Raportit, Avoimet tehtävät.', null=True, verbose_name='määräpäivä'),
        ),
        migrations.AlterField(
            model_name='agendaitem',
            name='responsible',
            field=models.CharField(blank=True, help_text='Kuka vie päätöksen eteenpäin: nimi, paikka tai rooli. Määräpäivästä muistutetaan sähköpostilla, jos sivusto tietää, kuka hän on.', max_length=200, verbose_name='vastuutaho'),
        ),
    ]
