// For an address that leads nowhere.
import { useLocation } from "react-router";
import { ButtonLink } from "../components/button.tsx";
import { EmptyState } from "../components/states.tsx";

export function NotFound() {
  const { pathname } = useLocation();
  return (
    <EmptyState
      isPage
      title="There is nothing at this address"
      action={<ButtonLink to="/">Go to the start</ButtonLink>}
    >
      <code>{pathname}</code> is not a page of Hookproof.
    </EmptyState>
  );
}
