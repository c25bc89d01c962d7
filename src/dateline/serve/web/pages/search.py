def show(request, desk):
    raise NotImplementedError
