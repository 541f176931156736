"""The parts that each app's API router is made of: schemas, parameters, answers, problems."""
