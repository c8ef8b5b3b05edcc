import createClient from "openapi-fetch";
import type { components, paths } from "./decisions-api.js";

type Payment = components["schemas"]["PaymentListed"];
const api = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: "http://127.0.0.1:5080" });

async function page(body: string, cursor?: string) {
  const query = { body: [body], limit: 4, cursor };
  const { data, error } = await api.GET("/v1/expenditure", { params: { query } });
  if (!data) throw new Error(error.detail ?? error.title);
  return data;
}

async function* payments(body: string): AsyncGenerator<Payment> {
  for (let at = await page(body); ; ) {
    yield* at.data;
    if (!at.page.next) return;
    at = await page(body, new URL(at.page.next, "http://127.0.0.1:5080").searchParams.get("cursor") ?? undefined);
  }
}

for await (const { paidOn, amount, supplier } of payments("example-council")) {
  console.log(paidOn, amount?.toFixed(2).padStart(9), supplier?.name ?? "(withheld)");
}
