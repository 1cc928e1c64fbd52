-- A tenant is never without an owner, whoever takes the role away and however many do so at once: changes that end an
-- ownership queue up on the tenant's row, and each sees what the one before it left.
CREATE FUNCTION platform.keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.organization_id = OLD.organization_id
    AND 'owner' = ANY (string_to_array(NEW.role, ',')) THEN
    RETURN NEW;
  END IF;
  PERFORM FROM auth.organization o WHERE o.id = OLD.organization_id FOR NO KEY UPDATE;
  -- No such row: the tenant itself is being deleted.
  IF FOUND AND NOT EXISTS (
    SELECT FROM auth.member m
    WHERE m.organization_id = OLD.organization_id AND m.id <> OLD.id AND 'owner' = ANY (string_to_array(m.role, ','))
  ) THEN
    RAISE EXCEPTION 'A tenant needs an owner.' USING ERRCODE = 'check_violation', CONSTRAINT = 'tenant_keeps_an_owner';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_an_owner BEFORE UPDATE OR DELETE ON auth.member
  FOR EACH ROW WHEN ('owner' = ANY (string_to_array(OLD.role, ','))) EXECUTE FUNCTION platform.keep_an_owner();
