"""URLs of mailed links. No login: the token is the credential."""

from django.urls import path

from .review import receipts, views

urlpatterns = [
    path("<str:token>/", views.review_by_link, name="approval_by_link"),
    path("<str:token>/uusi/", views.renew_link, name="approval_renew"),
    path("<str:token>/en-tehnyt-tata/", receipts.answer_receipt, name="approval_receipt"),
    path("<str:token>/tiedosto/<int:number>/", views.send_file_by_link, name="approval_file"),
    path("<str:token>/kuva/<path:name>", views.send_picture_by_link, name="approval_picture"),
]
