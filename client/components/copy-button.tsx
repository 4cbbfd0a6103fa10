// Copies a text and says that it did.
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { LiveRegion } from "./live-region.tsx";

interface CopyButtonProps extends Omit<ButtonProps, "onClick" | "children"> {
  text: string;
  /** What is copied, such as "Copy the curl command". */
  label?: string | undefined;
}

const SHOWN_MS = 2_000;

export function CopyButton({ text, label = "Copy", ...rest }: CopyButtonProps) {
  const [result, setResult] = useState<"" | "Copied" | "Could not copy">("");
  useEffect(() => {
    if (result === "") return;
    const timer = setTimeout(() => setResult(""), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = async () => {
    const copied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    setResult(copied ? "Copied" : "Could not copy");
  };
  return (
    <>
      <Button size="sm" {...rest} onClick={copy}>
        {result || label}
      </Button>
      <LiveRegion message={result} />
    </>
  );
}
