export function GetStartedPage() {
  return null;
}
