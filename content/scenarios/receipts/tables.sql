-- The shop's tables as a handler finds them. The orders that stand in them at the start are in scenario.yaml.
CREATE TABLE orders (
  id TEXT PRIMARY KEY,
  customer_email TEXT NOT NULL,
  -- In the currency's minor unit: 4900 is 49.00.
  amount INTEGER NOT NULL,
  currency TEXT NOT NULL,
  -- pending, paid or refunded
  status TEXT NOT NULL,
  -- The shop's own copy of what the provider wrote for the customer; null until there is one.
  receipt TEXT,
  -- Unix seconds
  updated_at INTEGER NOT NULL
);
