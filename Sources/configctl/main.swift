print("configctl")
