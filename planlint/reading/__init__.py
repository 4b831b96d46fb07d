"""Reading: bytes of YAML files to plans, catalogues, rules and configurations, every fault located."""
