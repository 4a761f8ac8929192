"""PURE. Promotion rules: what they mean, in whole minor units, without a database, a clock or chance.

book = compile_rules(rules)              once a version
quote = evaluate(cart, book)             as often as somebody looks into a cart
"""
