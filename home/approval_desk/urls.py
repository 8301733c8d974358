"""URLs of mailed links. No login: the token is the credential."""

from django.urls import path

from .review import views

urlpatterns = [
    path("<str:token>/", views.by_link, name="approval_by_link"),
    path("<str:token>/uusi/", views.renew, name="approval_renew"),
    path("<str:token>/tiedosto/<int:number>/", views.file_by_link, name="approval_file"),
    path("<str:token>/kuva/<path:name>", views.picture_by_link, name="approval_picture"),
]
