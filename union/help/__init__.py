"""The manual inside the app: one topic for each task, opened from the page of the task.

``manual`` declares the topics, ``templates/help/<slug>.html`` holds their texts and
``static/help`` their pictures, which the browser tests make.
"""
