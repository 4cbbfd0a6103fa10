// Catches a page that broke: says that it is our fault, keeps what was typed, and offers to go on.
import { Component, type ErrorInfo, type ReactNode } from "react";
import { describeError } from "../api/queries.ts";
import { Button } from "../components/button.tsx";
import { ErrorState } from "../components/states.tsx";

interface ErrorBoundaryProps {
  children: ReactNode;
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    console.error("This page broke:", error, info.componentStack);
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const { what, todo } = isMissingCode(error) ? missingCode : describeError(error);
    return (
      <ErrorState
        what={what}
        where={location.pathname}
        todo={todo}
        action={
          <Button variant="primary" onClick={() => location.reload()}>
            Reload the page
          </Button>
        }
      />
    );
  }
}

const missingCode = {
  what: "This page's code could not be fetched",
  todo: "Hookproof's server does not answer, or was updated since the page was opened. Reload the page; if that fails, start the server again with npm start. What you typed is kept.",
};

/** Browsers differ in how they say that a script of the page could not be fetched. */
function isMissingCode(error: unknown) {
  return error instanceof TypeError && /module|import/i.test(error.message);
}
