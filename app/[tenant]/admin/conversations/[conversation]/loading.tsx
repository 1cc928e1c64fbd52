import { FieldsShape, PartLoading, TalkShape } from "@/components/admin/admin-loading";

export default function ConversationLoading() {
  return (
    <PartLoading>
      <FieldsShape fields={4} />
      <TalkShape messages={4} />
    </PartLoading>
  );
}
