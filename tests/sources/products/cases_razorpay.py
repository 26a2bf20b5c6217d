"""Reports of Razorpay, invented."""

from exported import table

PAYMENTS = table(
    "razorpay",
    "payments",
    "payments.csv",
    """
id,amount,currency,status,order_id,invoice_id,international,method,amount_refunded,refund_status,captured,description,card_id,bank,wallet,vpa,email,contact,notes,fee,tax,created_at
pay_Hk1Abcdefghij1,499.00,INR,captured,order_Hk1Abcdefghij1,,0,upi,0,,1,Course,,,,meena@upi,meena.iyer@example.in,+919000000001,"{""pan"":""ABCPI1234K""}",10,2,25/05/2025 10:15:30
pay_Hk1Abcdefghij2,999.00,INR,captured,order_Hk1Abcdefghij2,,0,card,0,,1,Course,card_1,,,,ravi.menon@example.in,+919000000003,{},10,2,26/05/2025 10:15:30
""",
    kind="events",
)
REFUNDS = table(
    "razorpay",
    "refunds",
    "refunds.csv",
    """
id,amount,currency,payment_id,notes,receipt,created_at,contact,email,arn
rfnd_Hk1Abcdefghij,499.00,INR,pay_Hk1Abcdefghij1,{},,1748148330,+919000000001,meena.iyer@example.in,1
""",
    kind="events",
)
CUSTOMERS = table(
    "razorpay",
    "customers",
    "customers.csv",
    """
id,entity,name,email,contact,gstin,notes,created_at
cust_Hk1Abcdefghij1,customer,Meena Iyer,meena.iyer@example.in,+919000000001,,{},1748148330
cust_Hk1Abcdefghij2,customer,Ravi Menon,ravi.menon@example.in,+919000000003,,{},1748148331
""",
)
SETTLED = table(
    "razorpay",
    "settlements",
    "recon.csv",
    """
transaction_entity,entity_id,amount,currency,payment_notes,settlement_utr,settled_by,email,contact
payment,pay_Hk1Abcdefghij1,499.00,INR,{},UTR1,Razorpay,meena.iyer@example.in,+919000000001
""",
    kind="events",
)
CASES = (PAYMENTS, REFUNDS, CUSTOMERS, SETTLED)
