from practice.demo.replay import Days

DAYS = Days()
